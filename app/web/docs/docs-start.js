// Shows the document of the host that this page came from. A file of its own, because the page allows no script in its text.
const dark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function follow() {
  const { theme } = root.dataset;
  root.classList.toggle("dark-mode", theme === "dark" || (theme === "system" && dark.matches));
}

follow();
dark.addEventListener("change", follow);

window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#operations",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  // Nothing is asked of anybody else's server.
  validatorUrl: null,
});
