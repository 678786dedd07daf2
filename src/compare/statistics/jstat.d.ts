/** jstat comes without types; this is the part of it that is used. */
declare module "jstat" {
  interface Distribution {
    cdf(x: number, df: number): number;
    inv(p: number, df: number): number;
  }
  interface Normal {
    inv(p: number, mean: number, sd: number): number;
  }
  const jStat: { readonly studentt: Distribution; readonly normal: Normal };
  export default jStat;
}
