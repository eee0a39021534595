// The launcher: plain JavaScript that an old Node can still read, so that it can say in words
// which Node is needed. npm scripts find the Node that package.json brings in node_modules/.bin.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Gangmu needs Node 24 or newer; this is ${process.versions.node}. ` +
      'On Linux and Windows `npm ci` brings the right one and `npm start` uses it. ' +
      'On macOS install Node 24 first, then run `npm ci` again.',
  )
  process.exit(1)
}
// Type stripping and node:sqlite are what this Node is chosen for; its notes about them are no news.
process.removeAllListeners('warning')
process.on('warning', warning => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning.stack)
})
await import('./src/cli.ts')
