// Where the picture of a page does not come, the text of the page opens in its place.

function giveWay(image) {
  image.parentElement.querySelector("details").open = true;
  image.remove();
}

for (const image of document.querySelectorAll(".page-image")) {
  if (image.complete && !image.naturalWidth) giveWay(image);
}

document.addEventListener("error", (event) => {
  if (event.target.matches?.(".page-image")) giveWay(event.target);
}, true);
