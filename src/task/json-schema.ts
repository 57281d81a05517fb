// The zod schemas in, JSON schemas for editors out: what VS Code completes and explains. Shipped in schema/.
import { z } from 'zod';
import { rubricSchema } from './judge-options.ts';
import { configSchema } from './load-config.ts';
import { taskSchema } from './task-schema.ts';
import { templateSchema } from './template-schema.ts';

export function taskJsonSchema(): object {
  return jsonSchema(taskSchema);
}

export function rubricJsonSchema(): object {
  return jsonSchema(rubricSchema);
}

export function configJsonSchema(): object {
  return jsonSchema(configSchema);
}

export function templateJsonSchema(): object {
  return jsonSchema(templateSchema);
}

/** Draft 7 is what the YAML plugins of editors know best. */
function jsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
}
