/** The printer as it is: one object with its methods. Its published types describe it as loose functions, which lose their object when they are imported. */
declare module 'pdfmake/js/index.js' {
  import type * as functions from 'pdfmake';

  const printer: typeof functions;
  export default printer;
}
