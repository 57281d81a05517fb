// JSON schemas for answers: of `score: - json: { schema: … }`.
import { errorOf, UserError } from '../base/problem.ts';
import { importPackage } from './import-package.ts';

export type AnswerSchema = Readonly<Record<string, unknown>>;

type Fits = (value: unknown) => boolean;

/** The part of ajv that is used: an optional peer, so nothing here may need its types. */
interface AjvPackage {
  readonly default: new (options: Readonly<Record<string, unknown>>) => {
    compile(schema: AnswerSchema): Fits;
  };
}

export type ImportAjv = (specifier: string) => Promise<unknown>;

/** Draft 7, or 2019-09 and 2020-12 where the schema says so. Formats are not checked. Throws a UserError. */
export async function compileAnswerSchema(
  schema: AnswerSchema,
  load: ImportAjv = importPackage,
): Promise<Fits> {
  const year = /draft\/(2019|2020)-/.exec(String(schema['$schema']))?.[1];
  const { default: Ajv } = await importAjv(year ? `ajv/dist/${year}.js` : 'ajv', load);
  try {
    return new Ajv({ strict: false, validateFormats: false }).compile(schema);
  } catch (error) {
    const message = `the schema cannot be used: ${(error as Error).message}`;
    throw new UserError([errorOf('out-of-range', message)]);
  }
}

async function importAjv(specifier: string, load: ImportAjv): Promise<AjvPackage> {
  try {
    return (await load(specifier)) as AjvPackage;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const message = 'JSON schemas need ajv, and the package ajv is not installed';
    throw new UserError([errorOf('missing-package', message, undefined, 'npm install ajv@8')]);
  }
}
