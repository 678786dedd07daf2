/** jstat comes without types; this is the part of it that is used. */
declare module "jstat" {
  interface Distribution {
    cdf(x: number, df: number): number;
    inv(p: number, df: number): number;
  }
  const jStat: { readonly studentt: Distribution };
  export default jStat;
}
