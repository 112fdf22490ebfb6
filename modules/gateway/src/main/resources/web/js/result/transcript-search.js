/** Finds words and phrases in a list of words. */
export class TranscriptSearch {
  #words;

  /** @param {{text: string}[]} words */
  constructor(words) {
    this.#words = words.map((word) => plain(word.text));
  }

  /**
   * One word is found anywhere inside of words; in a phrase, the first may begin and the last may
   * end within a word.
   *
   * @param {string} query
   * @returns {{from: number, to: number}[]} ranges of word indices, both inclusive, in order
   */
  find(query) {
    const terms = query.split(/\s+/).map(plain).filter(Boolean);
    if (terms.length === 0) return [];
    const matches = [];
    for (let from = 0; from + terms.length <= this.#words.length; from++) {
      if (this.#matchesAt(from, terms)) matches.push({ from, to: from + terms.length - 1 });
    }
    return matches;
  }

  #matchesAt(from, terms) {
    if (terms.length === 1) return this.#words[from].includes(terms[0]);
    const last = terms.length - 1;
    return terms.every((term, i) => {
      const word = this.#words[from + i];
      if (i === 0) return word.endsWith(term);
      return i === last ? word.startsWith(term) : word === term;
    });
  }
}

/** Without case, accents and punctuation. */
function plain(text) {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
