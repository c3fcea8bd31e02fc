import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createBridge } from './calls/bridge.ts';
import { parseNameArguments } from './calls/channels.ts';

contextBridge.exposeInMainWorld('tsunagi', createBridge(ipcRenderer, parseNameArguments(process.argv), webUtils.getPathForFile));
