export function build(options?: { outDir?: string; minify?: boolean }): Promise<string>;
