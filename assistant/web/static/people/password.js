// Showing passwords while they are typed. Without this file the box is not there.

for (const box of document.querySelectorAll("[data-show-password]")) {
  const fields = box.form.querySelectorAll("input[type=password]");
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
  // What is stored or offered again by the browser shall be a password.
  box.form.addEventListener("submit", () => {
    for (const field of fields) field.type = "password";
  });
}
