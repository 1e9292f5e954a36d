// What the reader chose, here or on an earlier page, kept where the browser keeps anything.

// The choice that was kept under a name, null where none was.
export const storedChoice = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage may be forbidden; a choice then holds for this page
  }
};

// Keeps a choice; null forgets it.
export const storeChoice = (name, chosen) => {
  try {
    if (chosen === null) localStorage.removeItem(name);
    else localStorage.setItem(name, chosen);
  } catch {
    // as above
  }
};
