// The labels of a page by their keys.

// `word(key, values)`: a label with values put in; undefined where the page has none.
export const wordsOf =
  ({ words }) =>
  (key, values = {}) =>
    words[key]?.replaceAll(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
