const EMAIL = /([\p{L}\d])[\p{L}\d._%+-]*@([\p{L}\d-]+(?:\.[\p{L}\d-]+)+)/gu;
/** International numbers, and national ones, which begin with a zero; figures, dates and ids have neither. */
const PHONE = /(?<![\p{L}\d.+-])(?:\+\d|0)\d?(?:[\s()-]{0,2}\d){6,13}(?![\p{L}\d-])/gu;
const MASK = '•••';

/** The last two digits of a phone. */
export function maskPhone(phone: string): string {
  return `${MASK}${phone.replace(/\D/g, '').slice(-2)}`;
}

/** The initials of a name. */
export function maskName(name: string): string {
  return (name.match(/\p{L}+/gu) ?? []).map((word) => `${word.charAt(0)}.`).join(' ');
}

/** Free text without the phones and e-mails in it: the first letter and the domain of an e-mail stay. */
export function maskText(text: string): string {
  return text.replace(EMAIL, `$1${MASK}@$2`).replace(PHONE, maskPhone);
}
