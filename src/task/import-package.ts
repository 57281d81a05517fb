// A package that is there or not, by its name. Alone in its file: what imports by name is not kept compiled.
export const importPackage = (specifier: string): Promise<unknown> => import(specifier);
