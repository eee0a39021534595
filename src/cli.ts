// The command line: npm start, npm run gangmu -- COMMAND, npm run bench NAME.
import { type Config, readConfig, settings } from './base/config.ts'
import { sentenceOf } from './commands/sentences.ts'
import { chosen, models, NoSuchChoice } from './models/choosing.ts'

interface Command {
  usage: string
  means: string
  run: (args: readonly string[]) => Promise<void>
}

const commands: Record<string, Command> = {
  help: { usage: 'help', means: 'this page', run: async () => help() },
  start: {
    usage: 'start [--model NAME] [--size NAME]',
    means: `the server; also \`npm start -- --model NAME\`. An empty demonstration database gets the model's fictional city; models: ${models
      .map(({ name, sizes }) => `${name} (${Object.keys(sizes).join(', ')})`)
      .join(', ')}`,
    run: async args => {
      const city = chosen(args)
      await (await import('./start.ts')).start(config(), city)
    },
  },
  'verify-log': {
    usage: 'verify-log [DISTRICT]',
    means: 'reads the whole event log again, names the first broken link; exit code 1 if there is one',
    run: async args => (await import('./commands/verify-log.ts')).verifyLogCommand(config(), args),
  },
  'verify-draws': {
    usage: 'verify-draws [DISTRICT]',
    means:
      'draws every inspector again from the event log, names what does not fit; exit code 1 if anything does not',
    run: async args => (await import('./commands/verify-draws.ts')).verifyDrawsCommand(config(), args),
  },
  import: {
    usage:
      'import osm FILE.osm|.osm.pbf [--district CODE] [--name-zh NAME] [--name-en NAME] [--time-zone ZONE] [--dry-run] [--report FILE.csv]',
    means:
      'the base map, house numbers and street furniture from OpenStreetMap; a district that is not there yet is made',
    run: async args =>
      args[0] === 'parts'
        ? (await import('./commands/import-parts.ts')).importPartsCommand(config(), args.slice(1))
        : args[0] === 'code-list'
          ? (await import('./commands/import-list.ts')).importList(config(), args.slice(1))
          : (await import('./commands/import-osm.ts')).importOsm(config(), args),
  },
  'import parts': {
    usage:
      'import parts FILE [--district CODE] [--kind CODE] [--datum wgs84|gcj02|bd09] [--dry-run] [--skip-refused] [--leave-out-duplicates] | --undo IMPORT',
    means:
      'a survey of parts into the register; rows with a known code change that part, others get the next number; --undo takes a whole import back',
    run: async args => (await import('./commands/import-parts.ts')).importPartsCommand(config(), args),
  },
  'import code-list': {
    usage:
      'import code-list FOLDER|FILE.csv[.gz]… --edition NAME --since DATE [--dry-run] [--skip-refused] | --undo',
    means:
      'an edition of the national division codes; codes that were renamed or given up keep their names and days',
    run: async args => (await import('./commands/import-list.ts')).importList(config(), args),
  },
  'import-grids': {
    usage: 'import-grids DISTRICT LAYER FILE [wgs84|gcj02|bd09]',
    means: 'puts a grid layer in place from now on; features need code, name and region (12 digits)',
    run: async args => (await import('./commands/import-grids.ts')).importGrids(config(), args),
  },
  simulate: {
    usage:
      'simulate --days N [--from DATE] [--cases A_DAY] [--seed NUMBER] [--speed X] [--stay] [--honest] [--report FILE.md|.json]',
    means:
      'plays days of the demonstration district through its own API; says what was done wrong and what was noticed',
    run: async args => (await import('./commands/simulate.ts')).simulate(config(), args),
  },
  'open-account': {
    usage: 'open-account DISTRICT REGION ROLE LOGIN NAME',
    means: 'opens an account with a post; the password is read from standard input',
    run: async args => (await import('./commands/open-account.ts')).openAccountCommand(config(), args),
  },
  'add-regions': {
    usage: 'add-regions FILE.json | DISTRICT FILE.csv [--dry-run] | DISTRICT --from-list [--time-zone ZONE]',
    means:
      'adds a district and its regions, or regions of a district from a sheet or the national code list (see docs/operating.md)',
    run: async args => (await import('./commands/add-regions.ts')).addRegions(config(), args),
  },
  'replay-311': {
    usage:
      'replay-311 FILE.csv|.csv.gz [--district CODE] [--name-zh NAME] [--name-en NAME] [--time-zone ZONE] [--limit ROWS] [--batch ROWS] [--dry-run] [--report FILE.csv]',
    means:
      'a city’s published requests as a district of its own: each walked through every post at its own times, the verdicts compared with the city’s',
    run: async args => (await import('./commands/replay-311.ts')).replay311(config(), args),
  },
  bench: {
    usage: 'bench NAME [--quick]',
    means: 'measures a core or a flow beside its peer; also `npm run bench NAME`',
    run: async ([name = '', ...args]) => {
      if (!/^[a-z]+$/.test(name)) throw new Error('say which bench, e.g. npm run bench step')
      const { bench }: { bench: (args: readonly string[]) => Promise<void> } = await import(
        `../bench/${name}.ts`
      )
      await bench(args)
    },
  },
}

function config(): Config {
  return readConfig(process.env)
}

function help(): void {
  const lines = ['npm run gangmu -- COMMAND', '']
  for (const { usage, means } of Object.values(commands)) lines.push(`  ${usage}`, `      ${means}`)
  lines.push('', 'Settings (environment)', '')
  for (const { name, usual, means } of settings)
    lines.push(`  ${name}${usual ? ` (${usual})` : ''}`, `      ${means}`)
  console.log(lines.join('\n'))
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (!command) {
  console.error(`There is no command ${name}; \`npm run gangmu -- help\` lists them.`)
  process.exitCode = 2
} else {
  try {
    await command.run(args)
  } catch (error) {
    // What a person can mend is said in a sentence; a bug keeps its trace.
    const isPlain = error instanceof Error && error.name === 'Error'
    console.error(sentenceOf(error, process.env) ?? (isPlain ? error.message : error))
    process.exitCode = error instanceof NoSuchChoice ? 2 : 1
  }
}
