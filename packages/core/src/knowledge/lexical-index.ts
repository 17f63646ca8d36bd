/** BM25's term saturation and length normalisation (Robertson and Zaragoza, 2009); b is low because entries are short. */
const saturation = 1.2;
const lengthWeight = 0.4;

/** A BM25 index over small bags of terms: postings, inverse document frequencies and length factors. */
export type LexicalIndex = {
  size: number;
  postings: Map<string, { document: number; weight: number }[]>;
  idf: Map<string, number>;
  unknownIdf: number;
};

/** Indexes documents given as term lists. Building is linear in the number of terms. */
export function buildLexicalIndex(documents: string[][]): LexicalIndex {
  const size = documents.length;
  const averageLength = Math.max(1, documents.reduce((sum, terms) => sum + terms.length, 0) / Math.max(1, size));
  const postings: LexicalIndex["postings"] = new Map();
  documents.forEach((terms, document) => {
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    const lengthFactor = 1 - lengthWeight + (lengthWeight * terms.length) / averageLength;
    for (const [term, count] of counts) {
      const weight = (count * (saturation + 1)) / (count + saturation * lengthFactor);
      const list = postings.get(term);
      if (list) list.push({ document, weight });
      else postings.set(term, [{ document, weight }]);
    }
  });
  const idf = new Map<string, number>();
  for (const [term, list] of postings) idf.set(term, Math.log(1 + (size - list.length + 0.5) / (list.length + 0.5)));
  return { size, postings, idf, unknownIdf: Math.log(1 + (size + 0.5) / 0.5) };
}

/**
 * Scores every document for a query. `bound` is what a document holding every query term once, at average length, would
 * get; a term the index has never seen counts towards the bound, so an unknown word lowers every share of it.
 */
export function scoreLexically(index: LexicalIndex, terms: string[]): { scores: Float64Array; bound: number } {
  const scores = new Float64Array(index.size);
  let bound = 0;
  for (const term of new Set(terms)) {
    const idf = index.idf.get(term) ?? index.unknownIdf;
    bound += idf;
    for (const { document, weight } of index.postings.get(term) ?? []) {
      scores[document] = (scores[document] ?? 0) + idf * weight;
    }
  }
  return { scores, bound };
}
