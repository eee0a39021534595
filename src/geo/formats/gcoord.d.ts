// What gcoord exports under Node: its own types describe the bundle for browsers, whose default is one step deeper.
declare module 'gcoord/dist/gcoord.cjs.prod.js' {
  type System = 'WGS84' | 'GCJ02' | 'BD09'
  const gcoord: {
    transform(position: [number, number], from: System, to: System): [number, number]
  }
  export default gcoord
}
