import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRedact, redactedJson, secretsOf } from '../../src/base/redact.ts';

const odd = 'k+e/y="a\\b" (c) é$&\n|d';

function redactOf(...secrets: readonly string[]) {
  return makeRedact(new Map(secrets.map((secret, index) => [`KEY_${index}`, secret])));
}

test('secrets are told by the names of their variables, or are named', () => {
  const env = {
    OPENAI_API_KEY: 'sk-12345678',
    MY_APIKEY: 'ak-12345678',
    HF_TOKEN: 'hf-12345678',
    db_password: 'pw-12345678',
    AWS_SECRET_ACCESS_KEY: 'aws-1234567',
    VLLM: 'vllm-123456',
    KEYBOARD: 'qwertz-layout',
    PATH: '/usr/local/bin',
    EMPTY_KEY: undefined,
  };
  expect([...secretsOf(env, ['VLLM', 'NOBODY']).keys()]).toEqual([
    'OPENAI_API_KEY',
    'MY_APIKEY',
    'HF_TOKEN',
    'db_password',
    'AWS_SECRET_ACCESS_KEY',
    'VLLM',
  ]);
});

test('a value of less than 8 characters is none, and blanks around one do not count', () => {
  const env = { A_KEY: '1234567', B_KEY: ' 1234567 ', C_KEY: '\t12345678\n', D_KEY: '' };
  expect([...secretsOf(env)]).toEqual([['C_KEY', '12345678']]);
});

test('without secrets a text stays as it is', () => {
  expect(redactOf()('nothing to hide')).toBe('nothing to hide');
  expect(redactOf('12345678')('nothing to hide')).toBe('nothing to hide');
});

test('every secret becomes the name of its variable, wherever and however often it stands', () => {
  const redact = redactOf('aaaaaaaa', 'bbbbbbbb');
  expect(redact('aaaaaaaabbbbbbbb, "aaaaaaaa"; aaaaaaa')).toBe(
    '[KEY_0][KEY_1], "[KEY_0]"; aaaaaaa',
  );
});

test('of two secrets that begin alike the longer one is found', () => {
  expect(redactOf('12345678', '1234567890')('1234567890 12345678 123456789')).toBe(
    '[KEY_1] [KEY_0] [KEY_0]9',
  );
});

test('a secret with odd characters is found in JSON, in JSON inside of JSON, and in addresses', () => {
  const redact = redactOf(odd);
  const json = JSON.stringify(odd);
  const forms = {
    plain: odd,
    json,
    jsonInJson: JSON.stringify(json),
    slashesEscaped: json.replaceAll('/', String.raw`\/`),
    asciiOnly: json.replace('é', String.raw`\u00E9`),
    component: encodeURIComponent(odd),
    lowerCase: encodeURIComponent(odd).toLowerCase(),
    address: encodeURI(odd),
  };
  const found = Object.entries(forms).map(([name, form]) => [name, redact(`<${form}>`)]);
  expect(Object.fromEntries(found)).toEqual({
    plain: '<[KEY_0]>',
    json: '<"[KEY_0]">',
    jsonInJson: String.raw`<"\"[KEY_0]\"">`,
    slashesEscaped: '<"[KEY_0]">',
    asciiOnly: '<"[KEY_0]">',
    component: '<[KEY_0]>',
    lowerCase: '<[KEY_0]>',
    address: '<[KEY_0]>',
  });
});

test('characters that mean something in patterns mean themselves', () => {
  const redact = redactOf('.*.*.*.*', '[a-z]{1,9}^$');
  expect(redact('abcdefgh .*.*.*.* [a-z]{1,9}^$ $&')).toBe('abcdefgh [KEY_0] [KEY_1] $&');
});

test('the beginning of a secret that was cut off is taken out from 16 characters on', () => {
  const redact = redactOf('sk-abcdefghijklmnopqrstuvwxyz');
  expect(redact('your key sk-abcdefghijklmnopq')).toBe('your key [KEY_0]');
  expect(redact('sk-abcdefghijklm… sk-abcdefghijkl…')).toBe('[KEY_0]… sk-abcdefghijkl…');
});

test('JSON stays JSON: its texts are redacted, its numbers and keys are not', () => {
  const redact = redactOf('12345678', 'template', '": "name');
  const value = {
    template: '12345678',
    seed: 12345678,
    list: ['a template', 0.12345678],
    none: null,
  };
  expect(redactedJson(value, redact)).toBe(
    '{"template":"[KEY_0]","seed":12345678,"list":["a [KEY_1]",0.12345678],"none":null}',
  );
  expect(redactedJson({ a: '": "name' }, redact, 2)).toBe('{\n  "a": "[KEY_2]"\n}');
});

test('a look at the whole text tells of every text that holds a secret, in any notation', () => {
  const unit = fc.constantFrom(
    'a',
    '7',
    '"',
    '\\',
    '/',
    '\t',
    '\u2028',
    'é',
    '😀',
    '\uD83D',
    '%',
    '.',
  );
  const secret = fc.string({ unit, minLength: 17, maxLength: 22 });
  const ways = [
    (text: string) => text,
    (text: string) => JSON.stringify(text),
    (text: string) => JSON.stringify(JSON.stringify(text)).replaceAll('/', String.raw`\/`),
    (text: string) => encodeURIComponent(Buffer.from(text).toString()),
  ];
  fc.assert(
    fc.property(secret, fc.constantFrom(...ways), fc.nat(22), (each, way, cut) => {
      const redact = redactOf(each);
      const value = { text: `<${way(cut < 16 ? each : each.slice(0, cut))}>` };
      const closely = redactedJson(value, (text) => redact(text));
      expect(redactedJson(value, redact)).toBe(closely);
    }),
    { examples: [[`sk-1234567890ab${'😀'}c`, encodeURIComponent, 0]] },
  );
});

test('no secret survives, whatever it is made of', () => {
  const secret = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 });
  const ways = [
    (text: string) => text,
    (text: string) => JSON.stringify(text).slice(1, -1),
    (text: string) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
    encodeURIComponent,
  ];
  const letters = fc.string({ unit: fc.constantFrom('0', '1', '2') });
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1, maxLength: 3 }), letters, (secrets, between) => {
      // What a name itself contains cannot be hidden behind it.
      fc.pre(secrets.every((each) => !'[KEY_0][KEY_1][KEY_2]'.includes(each)));
      const redact = redactOf(...secrets);
      const forms = secrets.flatMap((each) => ways.map((way) => way(each)));
      const text = redact(forms.join(`<${between}>`));
      expect(forms.filter((form) => text.includes(form))).toEqual([]);
    }),
  );
});
