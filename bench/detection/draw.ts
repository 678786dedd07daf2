/**
 * Numbers in [0, 1) by the small fast counting generator of 128 bits (sfc32, C. Doty-Humphrey, PractRand). Every triple of
 * whole numbers gives a stream of its own, so that pull requests can be drawn in any order, and apart from each other.
 */
export function uniforms(a: number, b: number, c: number): () => number {
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first numbers still show how alike two triples are.
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** Standard normal numbers, made two at a time (Box and Muller 1958). */
export function normals(random: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** An exponential number with mean 1. */
export function exponential(random: () => number): number {
  return -Math.log(1 - random());
}
