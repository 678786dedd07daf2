/** Characters of a text that a page decides on; longer ones tell a reader nothing more. */
const LONGEST = 300;

export const short = (text: string) => text.slice(0, LONGEST);
