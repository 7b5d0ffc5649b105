/** Compiles a Tailwind style sheet (its text, and the path it came from) to one minified text. */
export declare function compileCss(source: string, from: string): Promise<string>;
