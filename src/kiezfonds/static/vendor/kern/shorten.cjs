// Makes kern.min.css (this folder) out of KERN's own file: the same rules without the utility and grid classes
// and without the parts of KERN we never show. See ../README.md for the command.
const fs = require("fs");
const postcss = require("postcss");
const [whole, utilities, grid] = process.argv.slice(2).map((name) => fs.readFileSync(name, "utf8"));

const unused = /^kern-(kopfzeile|dropdown|loader|card|accordion|description-list--col|input-group)/;
const named = (text) => new Set(text.match(/\.kern-[\w-]+/g).map((name) => name.slice(1)));
const helpers = new Set([...named(utilities), ...named(grid)]);
const kept = /^kern-(heading|title|label|body|btn|form|sr-only|icon|link|list|table|alert|badge)/;
const goes = (selector) =>
  (selector.match(/\.kern-[\w-]+/g) || []).some(
    (name) => unused.test(name.slice(1)) || (helpers.has(name.slice(1)) && !kept.test(name.slice(1))),
  );

const sheet = postcss.parse(whole);
sheet.walkRules((rule) => {
  const left = rule.selectors.filter((selector) => !goes(selector));
  if (left.length) rule.selectors = left;
  else rule.remove();
});
sheet.walkAtRules("media", (media) => { if (!media.nodes.length) media.remove(); });
process.stdout.write(sheet.toString());
