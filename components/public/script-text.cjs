/** Turbopack loader behind `import script from "…mjs?text"`: the module's own text without comments and indents. */
module.exports = function scriptText(source) {
  return `export default ${JSON.stringify(slim(source))}`;
};

/** Drops comment lines and indents; whoever reads the source has the repository. */
function slim(source) {
  return source
    .replace(/^\s*\/\*\*[\s\S]*?\*\/\s*$/gm, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("//"))
    .join("\n");
}
module.exports.slim = slim;
