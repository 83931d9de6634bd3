/** The page for teachers: its figures are frames, as on a teacher's own page, and grow to what they hold. */
import { wholePage } from "./words.js";

wholePage();

// Those that nobody has scrolled to yet would be empty on paper; they come when all else is there.
addEventListener("load", () => setTimeout(() => document.querySelectorAll("iframe").forEach((frame) => (frame.loading = "eager")), 1500));

addEventListener("message", ({ source, data }) => {
  if (data?.chainrule !== 1 || data.kind !== "height" || !(data.height > 0)) return;
  const frame = [...document.querySelectorAll("iframe")].find(({ contentWindow }) => contentWindow === source);
  // With its border.
  if (frame) frame.style.height = `${data.height + 2}px`;
});
