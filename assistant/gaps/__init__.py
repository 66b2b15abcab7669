"""Knowledge gaps: questions that the documents do not answer, on their way back to research."""
