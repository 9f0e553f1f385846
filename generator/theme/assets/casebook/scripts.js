/* As in base/scripts.py. */
const HAN = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
const ANY = new RegExp(`[${HAN}]`, "u");

export { HAN };
export const hasHan = (text) => ANY.test(text);
