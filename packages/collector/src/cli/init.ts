import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { CommandFailed } from './failure.ts';
import { schemaText } from './program/schema.ts';
import { writeOutput } from './write-output.ts';

const templates = ['b2b-saas', 'helpdesk', 'shop'];

/** `milepost init [FOLDER] --template NAME`. Nothing that is there already is touched. */
export function initCommand(): Command {
  return new Command('init')
    .description('write a program to start from, its JSON Schema, and traffic to simulate it with')
    .argument('[folder]', 'where to write them', '.')
    .addOption(new Option('--template <name>', 'the program to start from').choices(templates))
    .action((folder: string, { template }: { template?: string }) => {
      if (!template) throw new CommandFailed(`--template: name one of ${templates.join(', ')}`);
      if (existsSync(folder) && !statSync(folder).isDirectory())
        throw new CommandFailed(`${folder} is a file; name the folder to write into`);
      const files = {
        'program.json': withSchema(templateFile(template, 'program.json')),
        'program.schema.json': schemaText(),
        'traffic.json': templateFile(template, 'traffic.json'),
      };
      const path = (name: string) => join(folder, name);
      const there = Object.keys(files).map(path).filter(existsSync);
      if (there.length > 0)
        throw new CommandFailed(`${there.join(', ')}: already there; name another folder, or move it away`);
      for (const [name, text] of Object.entries(files)) writeOutput(text, path(name));
      process.stdout.write(`${Object.keys(files).map(path).join('\n')}\n${nextSteps(path)}`);
    });
}

function templateFile(template: string, name: string): string {
  const folder = import.meta.resolve('@milepost/templates/package.json');
  return readFileSync(new URL(`${template}/${name}`, folder), 'utf8');
}

/** The same text, so that its layout stays, by which an editor now finds the schema beside it. */
function withSchema(program: string): string {
  return program.replace(/"\$schema": "[^"]*"/, '"$schema": "./program.schema.json"');
}

function nextSteps(path: (name: string) => string): string {
  const [program, traffic] = [path('program.json'), path('traffic.json')];
  return `
Put your own words into ${program}, then:

  npx milepost program check ${program}
  npx milepost program simulate ${program} --traffic ${traffic}
  npx milepost program push ${program}
`;
}
