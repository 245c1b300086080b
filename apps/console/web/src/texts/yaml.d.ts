declare module '*.yml' {
  const texts: Readonly<Record<string, unknown>>;
  export default texts;
}
