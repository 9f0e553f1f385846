/* How many words a text has. */

/* Scripts without spaces between words: two signs are a word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

export const wordsIn = (text) => {
  const signs = text.match(UNSPACED) ?? [];
  return text.replace(UNSPACED, " ").split(/\s+/).filter(Boolean).length + Math.ceil(signs.length / 2);
};
