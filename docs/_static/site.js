// What furo leaves out for people who use a keyboard or hear a page: names of its two sides, a way into what scrolls.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "All pages");
  document.querySelector(".toc-drawer")?.setAttribute("aria-label", "On this page");
  for (const caption of document.querySelectorAll("p.caption")) caption.removeAttribute("role"); // a heading of no level
  for (const scrolls of document.querySelectorAll("pre, .table-wrapper")) scrolls.tabIndex = 0;
});
