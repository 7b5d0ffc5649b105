declare module "*?inline" {
  const css: string;
  export default css;
}
declare module "*?text" {
  const text: string;
  export default text;
}
