// Writes src/shared/api/schema.ts: the types of the API's answers and bodies, from its own OpenAPI document.
// `npm run types` asks the application; with `-` the document comes from the standard input and goes to the output.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const TARGET = fileURLToPath(new URL('../src/shared/api/schema.ts', import.meta.url));
// What the dashboard asks: the rest of the API may change without changing this file.
const ASKED = /^\/api\/v1\/(manage\/|auth\/|me$|shops\/\{slug\}$)/;

const piped = process.argv.includes('-');
const told = piped
  ? readFileSync(0, 'utf8')
  : execFileSync(`${ROOT}.venv/bin/python`, ['main.py', 'openapi'], { cwd: ROOT, encoding: 'utf8' });
const { paths, components } = JSON.parse(told);
const wanted = new Set();

const nameOf = (reference) => reference.split('/').at(-1);

function typeOf(schema) {
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    if (!wanted.has(name)) {
      wanted.add(name);
      typeOf(components.schemas[name]);
    }
    return name;
  }
  if ('const' in schema) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' | ');
  switch (schema.type) {
    case 'array': {
      const item = typeOf(schema.items);
      return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
      if (schema.properties) return fields(schema);
      return `Record<string, ${schema.additionalProperties ? typeOf(schema.additionalProperties) : 'unknown'}>`;
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      return 'unknown';
  }
}

const literal = (value) => (typeof value === 'string' ? `'${value}'` : String(value));

function fields(schema) {
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(
    ([name, one]) => `  ${name}${required.has(name) ? '' : '?'}: ${typeOf(one)};`,
  );
  return `{\n${lines.join('\n')}\n}`;
}

for (const [path, methods] of Object.entries(paths)) {
  if (!ASKED.test(path)) continue;
  for (const { requestBody, responses, parameters } of Object.values(methods)) {
    for (const one of [requestBody, ...Object.values(responses)])
      for (const { schema } of Object.values(one?.content ?? {})) if (schema) typeOf(schema);
    for (const { schema } of parameters) typeOf(schema);
  }
}
typeOf({ $ref: '#/components/schemas/Problem' });

const declared = [...wanted].sort().map((name) => {
  const schema = components.schemas[name];
  const about = schema.description ? `/** ${schema.description} */\n` : '';
  return schema.type === 'object' && schema.properties
    ? `${about}export interface ${name} ${fields(schema)}`
    : `${about}export type ${name} = ${typeOf(schema)};`;
});
const written = `// Made by \`npm run types\` from the API's OpenAPI document: not to be edited.\n${declared.join('\n\n')}\n`;
if (piped) process.stdout.write(written);
else writeFileSync(TARGET, written);
