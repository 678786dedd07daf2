/** The pictures that the build draws. */
export const pictures = [{ file: "hero.png", width: 480, height: 240, grain: 3, seed: 1 }];
