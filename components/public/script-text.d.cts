/** A script's text without comment lines and indents. */
export declare function slim(source: string): string;
