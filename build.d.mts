export function build(options?: { outDir?: string; minify?: boolean; patterns?: string }): Promise<string>;
