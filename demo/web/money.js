const formats = new Map();

/** Cents as the reader's language writes them. */
export function money(cents, currency = "EUR") {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency });
    formats.set(currency, format);
  }
  return format.format(cents / 100);
}
