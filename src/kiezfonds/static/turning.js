// Arrow keys turn to the letter before or after, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], [tabindex]")) return;
  document.querySelector(`.kf-turning a[rel=${way}]`)?.click();
});
