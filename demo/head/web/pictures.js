/** The pictures that the build draws. */
export const pictures = [
  { file: "slide-1.png", width: 720, height: 360, grain: 6, seed: 1 },
  { file: "slide-2.png", width: 480, height: 240, grain: 3, seed: 2 },
];
