export function buildGrammar(): Promise<{ runtime: string; language: string }>;
