import assert from "node:assert/strict";
import { test } from "node:test";

import { addWaysIn } from "../../docs/assets/not_found.mjs";
import { FakeElement } from "./fake_document.mjs";

const KEPT = { "/rnn/.__palette": JSON.stringify({ index: 1, color: { scheme: "slate" } }) };

const open = (pathname, kept = KEPT) => {
  const [main, heading] = [new FakeElement("main"), new FakeElement("h1")];
  main.append(heading);
  const forms = ["/rnn/", "/rnn/xx/"].map((home) => {
    const [section, form] = [new FakeElement("section"), new FakeElement("form")];
    section.home = home;
    Object.assign(form, { elements: { q: { value: "4 × 单元" } }, closest: () => section });
    form.dataset.home = home;
    return form;
  });
  const first = [];
  heading.after = (section) => first.push(section.home);
  const boxes = ["", "yy"].map((lang) => {
    const [box, said, list, links] = ["div", "p", "p", "span"].map((name) => new FakeElement(name));
    box.append(said, list);
    list.querySelector = () => links;
    Object.assign(box, { closest: () => ({ lang }), hidden: true, links });
    list.hidden = true;
    return box;
  });
  const body = new FakeElement("body");
  Object.assign(body.dataset, { home: "/rnn/", tags: "3" });
  const went = [];
  addWaysIn({
    document: {
      body,
      baseURI: "https://host/rnn/no/such/page/",
      documentElement: { lang: "xx" },
      querySelector: () => heading,
      querySelectorAll: (selector) => (selector === ".missing-tag" ? boxes : forms),
      createElement: (name) => new FakeElement(name),
    },
    location: {
      pathname,
      hash: "#xx",
      assign: (address) => went.push(address),
      replace: (address) => went.push(address),
    },
    localStorage: { getItem: (key) => kept[key] ?? null },
  });
  return { body, boxes, forms, first, went };
};

test("its search is that of the home page of its language", () => {
  const { forms, went } = open("/rnn/no/such/page/");
  let stayed = 0;
  for (const form of forms) form.listeners.submit({ preventDefault: () => stayed++ });
  assert.deepEqual(went, ["/rnn/?q=4%20%C3%97%20%E5%8D%95%E5%85%83", "/rnn/xx/?q=4%20%C3%97%20%E5%8D%95%E5%85%83"]);
  assert.equal(stayed, 2);
  assert.deepEqual(
    forms.map(({ inert }) => inert),
    [false, false],
  );
});

test("the language of the address comes first", () => {
  assert.deepEqual(open("/rnn/xx/no/such/page/").first, ["/rnn/xx/"]);
  assert.deepEqual(open("/rnn/no/such/page/").first, ["/rnn/"]);
  assert.deepEqual(open("/elsewhere/").first, []);
  assert.deepEqual(open("/rnn/v1.0/xx/no/such/page/").first, ["/rnn/xx/"]);
  assert.deepEqual(open("/rnn/v1.0.0/no/").first, ["/rnn/"]);
  assert.deepEqual(open("/rnn/version/xx/").first, ["/rnn/"]);
});

test("it has the scheme that was chosen on another page, else that of the browser", () => {
  assert.equal(open("/rnn/x").body.dataset.mdColorScheme, "slate");
  assert.equal(open("/rnn/x", {}).body.dataset.mdColorScheme, "");
  assert.equal(open("/rnn/x", { "/rnn/.__palette": "no JSON" }).body.dataset.mdColorScheme, "");
});

test("an address that could be that of a tag is answered with the tags that are one mistake away", () => {
  const { boxes } = open("/rnn/t/2238/");
  assert.deepEqual(
    boxes.map(({ hidden, children }) => [hidden, children[1].hidden]),
    [
      [false, false],
      [false, false],
    ],
  );
  assert.deepEqual(
    boxes.map(({ links }) => links.children.map(({ href, textContent }) => [href, textContent])),
    [[["/rnn/t/2239/#xx", "2239"]], [["/rnn/t/2239/#yy", "2239"]]],
  );
  const far = open("/rnn/t/ZZZZZZ/");
  assert.deepEqual(
    far.boxes.map(({ hidden, children }) => [hidden, children[1].hidden]),
    [
      [false, true],
      [false, true],
    ],
  );
  assert.ok(open("/rnn/no/such/page/").boxes.every(({ hidden }) => hidden));
});

test("a tag in small letters leads to its page", () => {
  const { boxes, went } = open("/rnn/t/224g/");
  assert.deepEqual(went, ["/rnn/t/224G/#xx"]);
  assert.ok(boxes.every(({ hidden }) => hidden));
  assert.deepEqual(open("/rnn/t/224G/").went, []);
});
