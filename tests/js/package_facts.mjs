// The facts and the words of a language as a page has them, from the package.
import { execFileSync } from "node:child_process";

const CODE = `
import json
from rnnformula.language import DEFAULT
from rnnformula.site.publish.browser_facts import facts
from rnnformula.site.publish.browser_words import words_for
print(json.dumps({"json": facts(), "words": words_for(DEFAULT)}))
`;

export const packageFacts = () => JSON.parse(execFileSync("python", ["-c", CODE], { maxBuffer: 10_000_000 }));
