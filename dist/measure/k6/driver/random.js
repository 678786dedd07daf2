/** Draws that are the same on both sides of a trace: each for itself, they would ask one side for what the other is not asked for. */

/**
 * `seed`: three 32-bit numbers. What comes back makes `Math.random` draw a part of it from its beginning: a 32-bit number, and no
 * two parts are alike. Each slot's copy of the script has one of its own, which is what a library holds that keeps the function.
 */
export function seededRandom(seed) {
  let next;
  const random = () => next();
  return (part) => {
    next = generator(...seed, part);
    Math.random = random;
  };
}

/** sfc32 of PractRand (C. Doty-Humphrey): quick, and as random as scripts need. Two of its numbers make the 53 bits of a double. */
function generator(a, b, c, counter) {
  const word = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Parts that are neighbours begin alike.
  for (let i = 0; i < 15; i++) word();
  return () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
}
