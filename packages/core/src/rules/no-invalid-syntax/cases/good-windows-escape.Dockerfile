# escape=`
FROM mcr.microsoft.com/windows/nanoserver:ltsc2025
COPY server.exe C:\app\
CMD ["C:\\app\\server.exe"]
