/**
 * Light or dark by the page's will instead of the reader's: the colours themselves stand once, in tokens.css, under a media
 * query, and here only the query is changed.
 * @param {"light" | "dark" | undefined} theme
 */
export function chooseTheme(theme) {
  if (!theme) return;
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && rule.conditionText.includes("prefers-color-scheme: dark")) {
        rule.media.mediaText = theme === "dark" ? "all" : "not all";
      }
    }
  }
  document.documentElement.style.setProperty("color-scheme", theme);
}
