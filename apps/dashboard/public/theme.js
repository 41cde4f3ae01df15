// Runs before the first paint: the theme that was chosen, if it is not the system's.
{
  const chosen = globalThis.localStorage.getItem('daybook.theme');
  if (chosen === 'light' || chosen === 'dark') globalThis.document.documentElement.dataset.theme = chosen;
}
