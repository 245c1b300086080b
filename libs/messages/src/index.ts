export { LOCALES, isLocale, type Locale } from './locales';
export { CatalogueError, MessageError } from './errors';
export { createCatalogue, type Catalogue } from './catalogue/create-catalogue';
export { asHtml, createTexts, type Html, type HtmlParams, type TextParams, type Texts } from './catalogue/create-texts';
export type { PlaceholderKind } from './catalogue/compile-message';
export { createFormats, type Formats } from './formats/create-formats';
export { MISSING, NO_BREAK_SPACE } from './formats/numbers';
export { platformTexts, shownCode } from './platform';
export { errorMessage, warningLine, type ErrorFacts } from './platform-messages';
