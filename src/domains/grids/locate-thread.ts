// A thread of its own that builds the index of a large layer, so that requests go on meanwhile. It is given the rings
// and gives back the one buffer, which all threads share.
import { parentPort, workerData } from 'node:worker_threads'
import { buildLocator } from '../../geo/locate/build.ts'

parentPort?.postMessage(buildLocator(workerData).buffer)
