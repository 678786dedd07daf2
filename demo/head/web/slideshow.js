/** Shows pictures in turn; arrow keys and swipes go on and back, and it rests for readers who want less motion. */
import { tag } from "./html.js";

const still = matchMedia("(prefers-reduced-motion: reduce)");

export function slideshow(frame, sources) {
  const picture = tag("img", { width: 720, height: 360, alt: "The hills behind the shop" });
  let shown = 0;
  let touched = 0;

  const show = (index) => {
    shown = (index + sources.length) % sources.length;
    picture.src = sources[shown];
    frame.setAttribute("aria-label", `${shown + 1} / ${sources.length}`);
  };

  frame.setAttribute("aria-roledescription", "carousel");
  frame.tabIndex = 0;
  frame.append(picture);
  frame.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(shown - 1);
    if (key === "ArrowRight") show(shown + 1);
  });
  frame.addEventListener("touchstart", ({ touches }) => (touched = touches[0].clientX), { passive: true });
  frame.addEventListener("touchend", ({ changedTouches }) => {
    const moved = changedTouches[0].clientX - touched;
    if (Math.abs(moved) > 40) show(shown - Math.sign(moved));
  });
  setInterval(() => {
    if (!still.matches && !document.hidden && !frame.matches(":hover, :focus-within")) show(shown + 1);
  }, 8000);
  show(0);
}
