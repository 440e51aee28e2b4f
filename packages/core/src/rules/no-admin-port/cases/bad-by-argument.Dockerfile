FROM mcr.microsoft.com/windows/servercore:ltsc2025
ARG RDP_PORT=3389
EXPOSE $RDP_PORT
EXPOSE 5985-5986
# finds: 3, 4, 4
