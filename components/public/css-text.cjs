const postcss = require("postcss");
const tailwind = require("@tailwindcss/postcss");

/** Compiles a Tailwind style sheet to one minified text: what stands in the page's `<style>`. */
async function compileCss(source, from) {
  const { css } = await postcss([tailwind({ optimize: { minify: true } })]).process(source, { from });
  return css.replace(/^\/\*![\s\S]*?\*\/\s*/, "");
}

/** Turbopack loader behind `import css from "…css?inline"`. */
module.exports = function cssText(source) {
  const done = this.async();
  compileCss(source, this.resourcePath).then(
    (css) => done(null, `export default ${JSON.stringify(css)}`),
    done,
  );
};
module.exports.compileCss = compileCss;
