// Free text that comes from elsewhere may hold what nobody here needs: telephone numbers and e-mail addresses are taken
// out before anything is kept. Names cannot be told from other words and stay.

const mail = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[a-z]{2,}/gi
/** Ten digits as they are written in North America, with or without country code, and international ones. */
const telephone =
  /(?<![\d/])(?:\+\d{1,3}[ .-]?)?(?:1[ .-])?(?:\(\d{3}\)|\d{3})[ ./-]{0,3}\d{3}[ .-]{0,3}\d{4}(?!\d)|(?<![\d/-])\d{3}[.-]\d{4}(?![\d/-])|\+\d[\d .-]{7,15}\d/g

export function masked(text: string): string {
  return text.replace(mail, '[e-mail removed]').replace(telephone, '[number removed]')
}
