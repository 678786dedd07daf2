/** Where the shop sends to, and how a postal code looks there. */
export const countries = [
  { code: "DE", name: "Germany", postcode: /^\d{5}$/, sample: "10115" },
  { code: "FR", name: "France", postcode: /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/, sample: "75001" },
  { code: "IE", name: "Ireland", postcode: /^[AC-FHKNPRTV-Y]\d[0-9W] ?[0-9AC-FHKNPRTV-Y]{4}$/i, sample: "D02 AF30" },
];
